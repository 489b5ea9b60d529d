# SYNTAX TEST "source.python" "names and the settings module in strings, and the comment that keeps a finding quiet"

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
#                      ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                     ^^^^^^^ string.quoted.single.python
#                                                ^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
#                                                              ^ - string
os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings.production'
#           ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                  ^ punctuation.definition.arguments.end.python
#                                       ^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
env = {"DJANGO_SETTINGS_MODULE": "shop.settings", "OTEL_SERVICE_NAME": "shop"}
#                                 ^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
#                                                  ^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                                                      ^^^^^^ - entity.name.namespace.settings-module.firstspan
os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4318"
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                            ^^^^ - entity.name.namespace.settings-module.firstspan
name = '''OTEL_SERVICE_NAME'''
#         ^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
OTEL_SERVICE_NAME = "MY_OTEL_NAME and OTELX and DJANGO_SETTINGS_MODULES"
#          ^^^^^^ - variable.other.constant.environment.firstspan
#                       ^^^^^^^^^ - variable.other.constant.environment.firstspan
#                                     ^^^^^ - variable.other.constant.environment.firstspan
#                                               ^^^^^^^^^^^^^^^^^^^^^^^ - variable.other.constant.environment.firstspan
"""
Docstrings are prose: OTEL_SERVICE_NAME.
#                     ^^^^^^^^^^^^^^^^^ - variable.other.constant.environment.firstspan
"""

DjangoInstrumentor().instrument()  # firstspan: ignore[outside-fork-hook, provider-missing] seen in staging
#                                    ^^^^^^^^^ keyword.other.firstspan
#                                               ^^^^^^ keyword.other.ignore.firstspan
#                                                      ^^^^^^^^^^^^^^^^^ variable.other.constant.rule-id.firstspan
#                                                                         ^^^^^^^^^^^^^^^^ variable.other.constant.rule-id.firstspan
#                                                                                           ^^^^ comment.line.number-sign.python
#                                                                                           ^^^^ - keyword.other.firstspan
x = 1  # noqa: E402  # firstspan: ignore
#        ^^^^ - keyword.other.firstspan
#                      ^^^^^^^^^ keyword.other.firstspan
#                                 ^^^^^^ keyword.other.ignore.firstspan
y = 2  # firstspan: ignored
#        ^^^^^^^^^ - keyword.other.firstspan
z = "# firstspan: ignore[a]"
#      ^^^^^^^^^ - keyword.other.firstspan
