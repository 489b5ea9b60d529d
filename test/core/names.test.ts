// Which files are looked for by name, and which of them may say how the application runs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isEntrypoint, isLaunchFile, isNamedFile, isTaskFile, mayRunScripts, namedIn } from '../../server/src/core/project/names';

const LAUNCH = `Dockerfile Dockerfile.prod prod.Dockerfile docker/web/Dockerfile Containerfile
docker-compose.yml docker-compose.override.yaml compose.yaml compose.prod.yml deploy/my-compose-file.yml
.env .env.local .env.example prod.env config/.envrc env.sh
Procfile Procfile.dev start.sh bin/run.bash entrypoint docker/entrypoint.sh
gunicorn.service deploy/web.service uwsgi.ini deploy/uwsgi.ini supervisord.conf uwsgi.toml fly.toml
k8s/deployment.yaml chart/templates/web.yml app.json Makefile justfile
.envs/.production/.django .envs/.local/.django env/production env.example .env.d/django compose/production/django/start bin/run docker-entrypoint start run_web
deploy/web.service.j2 uwsgi.ini.template chart/templates/_env.tpl ansible/roles/web/templates/env.j2 main.tf terraform.tfvars web.nomad flake.nix
.ebextensions/01_django.config zappa_settings.json ecs/taskdef.json task-definition.json web-task-definition.json .devcontainer/devcontainer.json .vscode/launch.json
passenger_wsgi.py .htaccess run.bat start.ps1 start.fish honcho.cfg s6/run etc/services.d/web/run Vagrantfile railway.json ecosystem.config.js ecosystem.config.cjs ecosystem.json nodemon.json devbox.json crontab .vscode/tasks.json Dockerrun.aws.json deploy/uwsgi.xml uwsgi.json tasks.mk ops.just GNUmakefile .justfile .ebextensions/django.config`.split(/\s+/);

/** Test, lint and CI configuration and prose: what they name says nothing about how the application runs. */
const NO_LAUNCH = `pytest.ini tox.ini setup.cfg mypy.ini .coveragerc backend/pytest.ini backend/tox.ini
pyproject.toml backend/pyproject.toml ruff.toml pytest.toml poetry.toml
.github/workflows/ci.yml .github/env.sh .gitlab-ci.yml .gitlab/ci/test.yml .circleci/config.yml .travis.yml azure-pipelines.yml bitbucket-pipelines.yml .pre-commit-config.yaml
.readthedocs.yaml codecov.yml mkdocs.yml cloudbuild.yaml
README.md docs/deploy.yml docs/run.sh README.rst CHANGELOG.md
settings.py conftest.py package.json requirements.txt setup.cfg bin/README scripts/LICENSE scripts/load.py data/run.csv static/start.js environment.py start.html env.py env_utils.py src/env.ts`.split(/\s+/);

describe('launch and environment files', () => {
  for (const path of LAUNCH) it(`${path} is one`, () => assert.equal(isLaunchFile(path), true));
  for (const path of LAUNCH) it(`${path} is listed`, () => assert.equal(isNamedFile(path), true));
  for (const path of NO_LAUNCH) it(`${path} is none`, () => assert.equal(isLaunchFile(path), false));
});

describe('files of task runners', () => {
  for (const path of ['package.json', 'backend/pyproject.toml', 'Pipfile', 'tox.ini', 'noxfile.py']) it(`${path} is one, listed, and no launch file`, () => assert.deepEqual([isTaskFile(path), isNamedFile(path), isLaunchFile(path)], [true, true, false]));
  for (const path of ['docs/package.json', 'package-lock.json', 'mypackage.json', 'uv.toml', 'noxfile.pyc']) it(`${path} is none`, () => assert.equal(isTaskFile(path), false));
});

describe('files that may run scripts', () => {
  for (const path of 'run.py tools/up.py backend/run.py shop/cli.py backend/docker-entrypoint.py backend/deploy/release.py backend/manage.py shop/management/commands/serve.py README.md README.rst .github/workflows/deploy.yml .gitlab-ci.yml Jenkinsfile'.split(' ')) it(`${path} is one, listed, and no launch file`, () => assert.deepEqual([mayRunScripts(path), isNamedFile(path), isLaunchFile(path)], [true, true, false]));
  for (const path of 'shop/models.py shop/tools/db/models.py docs/README.md shop/README.md .github/README.md run.rb'.split(' ')) it(`${path} is none`, () => assert.deepEqual([mayRunScripts(path), isNamedFile(path)], [false, false]));
});

describe('entrypoints', () => {
  for (const name of ['manage.py', 'wsgi.py', 'asgi.py', 'gunicorn.conf.py']) it(`${name} is one`, () => assert.equal(isEntrypoint(name), true));
  for (const name of ['settings.py', 'Manage.py', 'wsgi.pyc', 'my_wsgi.py', 'gunicorn.conf', 'gunicorn_conf.py']) it(`${name} is none`, () => assert.equal(isEntrypoint(name), false));
  it('are found at any depth', () => assert.equal(isNamedFile('services/backend/src/shop/wsgi.py'), true));
  for (const path of ['shop/management/commands/serve.py', 'apps/shop/management/commands/import_orders.py']) it(`${path}, a command, is listed`, () => assert.deepEqual([isNamedFile(path), isEntrypoint(path)], [true, false]));
  for (const path of ['shop/management/commands/__init__.py', 'shop/management/commands/_base.py', 'shop/management/orders.py', 'commands/orders.py', 'shop/management/commands/lib/orders.py']) it(`${path} is no command`, () => assert.equal(isNamedFile(path), false));
  it('and so are launch files', () => assert.equal(isNamedFile('services/backend/Dockerfile'), true));
  it('and the configurations of apps', () => assert.equal(isNamedFile('services/backend/src/shop/apps.py'), true));
  for (const path of `pyproject.toml Pipfile Pipfile.lock uv.lock poetry.lock pdm.lock pylock.toml pylock.web.toml requirements.txt requirements.in requirements-dev.lock deploy/requirements/base.txt .python-version runtime.txt .tool-versions`.split(' ')) it(`and ${path}, which names dependencies`, () => assert.equal(isNamedFile(path), true));
  for (const path of `static/start.js page.html notes.md data.json shop/models.py .gitignore.bak logo.svg`.split(' ')) it(`and not ${path}`, () => assert.equal(isNamedFile(path), false));
  it('and are told by their folder and their name as by their path', () => {
    const commands = ['shop/management/commands/serve.py', 'management/commands/serve.py', 'shop/management/commands/_base.py', 'shop/management/commands/Dockerfile', 'run.py', 'bin/run.py', 'lib/run.py', 'README.md', 'shop/README.md', 'Jenkinsfile', '.github/workflows/ci.yml', 'ecosystem.config.cjs'];
    for (const path of [...LAUNCH, ...NO_LAUNCH, ...commands, 'wsgi.py', 'docs/noxfile.py', 'k8s/noxfile.py', '.vscode/settings.json', 'settings.json', 'gunicorn_prod.py', 'docs/package.json']) {
      const slash = path.lastIndexOf('/');
      assert.equal(namedIn(path.slice(0, Math.max(slash, 0)))(path.slice(slash + 1)), isNamedFile(path), path);
    }
  });
  it('and nothing else', () => assert.equal(isNamedFile('services/backend/src/shop/settings.py'), false));
});
