// Which documents and files the client tells the server of. Globs are coarse: core/project/names.ts and dependencies/sources.ts decide.

/** Files that may say how a project is started, in which environment, and what is installed there. */
export const LAUNCH_GLOBS: readonly string[] = [
  '**/{Dockerfile,Containerfile,Procfile,Makefile,makefile,GNUmakefile,justfile,Justfile,.justfile,Pipfile,Vagrantfile,Tiltfile,.env,.python-version,.tool-versions}*',
  '**/*.{sh,bash,ksh,zsh,fish,service,ini,cfg,conf,config,toml,yaml,yml,env,mk,just,Dockerfile,dockerfile,lock,nomad,hcl,tf}',
  '**/*.{txt,in}',
  '**/{app,package,*task*def*,*uwsgi*,launch,tasks,railway,devcontainer,zappa_settings,nodemon,devbox,ecosystem*,.vscode/settings,Dockerrun.aws,vassals/*}.json',
  '**/{*uwsgi*,vassals/*}.xml',
  '**/{entrypoint,docker-entrypoint,docker-entry-point,entry-point}',
  '**/{start,run,serve,launch,startup,boot,crontab}',
  '**/{start,run,serve,launch,startup,boot}[-_]*',
  '**/ecosystem.config.{js,cjs,mjs}',
  '**/.envs/**',
];
