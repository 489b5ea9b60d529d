// pytest with pytest-django (pytest_django/plugin.py; run with pytest 9.2, pytest-django 4.14 and Django 6.1): the settings module is named by `--ds`,
// else by the environment, else by the configuration; settings are evaluated and apps set up before conftest.py is imported, and the
// test client builds the middleware chain at the first request of a test. None of it counts for anything but tests.

/** Configurations of pytest, best first: the first that has its section counts. `alone`: one without the section counts as well, and says nothing. */
export const PYTEST_FILES: readonly { readonly name: string; readonly format: 'ini' | 'toml'; readonly section: readonly string[]; readonly alone?: true }[] = [
  { name: 'pytest.toml', format: 'toml', section: ['pytest'], alone: true },
  { name: '.pytest.toml', format: 'toml', section: ['pytest'], alone: true },
  { name: 'pytest.ini', format: 'ini', section: ['pytest'], alone: true },
  { name: '.pytest.ini', format: 'ini', section: ['pytest'], alone: true },
  { name: 'pyproject.toml', format: 'toml', section: ['tool', 'pytest', 'ini_options'] },
  { name: 'tox.ini', format: 'ini', section: ['pytest'] },
  { name: 'setup.cfg', format: 'ini', section: ['tool:pytest'] },
];

/** Options that stand in front of every command line. */
export const PYTEST_OPTIONS = 'addopts';

/** The option that names the settings module. */
export const SETTINGS_OPTION = /(?:^|[\s"'])--ds(?:=|\s+)["']?([A-Za-z_][\w.]*)/;

/** What it imports first, seen from the folder of its configuration. */
export const CONFTESTS: readonly string[] = ['conftest.py', 'tests/conftest.py'];
