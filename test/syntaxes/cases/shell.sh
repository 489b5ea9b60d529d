# SYNTAX TEST "source.shell" "assignments with and without export or a command, expansions and arguments"

export DJANGO_SETTINGS_MODULE=shop.settings OTEL_SERVICE_NAME="shop"
#      ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                             ^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
#                                           ^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                                             ^^^^^^ string.quoted.double.shell
  OTEL_TRACES_EXPORTER=otlp DJANGO_SETTINGS_MODULE=shop.settings gunicorn shop.wsgi --preload
# ^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                     ^ keyword.operator.assignment.shell
#                           ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                                  ^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
#                                                                ^^^^^^^^ entity.name.command.shell
#                                                                         ^^^^^^^^^ string.unquoted.argument.shell
#                                                                                     ^^^^^^^ constant.other.option
DEBUG=1 DJANGO_SETTINGS_MODULE="shop.settings" python manage.py check && echo done
# <----- - variable.other.constant.environment.firstspan
#       ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                               ^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
#                                              ^^^^^^ entity.name.command.shell
#                                                                     ^^ punctuation.separator.statement.and.shell
#                                                                        ^^^^ support.function.builtin.shell
OTEL_RESOURCE_ATTRIBUTES=$(cat attributes); echo ok
# <------------------------ variable.other.constant.environment.firstspan
#                          ^^^ entity.name.command.shell
#                                           ^^^^ support.function.builtin.shell
if [ -z "$OTEL_SERVICE_NAME" ]; then
  OTEL_SERVICE_NAME="${OTEL_NAME:-shop}"; fi
# ^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                      ^^^^^^^^^ variable.other.constant.environment.firstspan
#                                         ^^ keyword.control.fi.shell
docker run -e OTEL_SERVICE_NAME=shop -e "DJANGO_SETTINGS_MODULE=shop.settings" image
#             ^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                        ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                                               ^^^^^^^^^^^^^ entity.name.namespace.settings-module.firstspan
#                                                                              ^^^^^ string.unquoted.argument.shell
echo "${DJANGO_SETTINGS_MODULE:-shop.settings}" # OTEL_SERVICE_NAME
#       ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.environment.firstspan
#                                                 ^^^^^^^^^^^^^^^^^ - variable.other.constant.environment.firstspan
#                                                 ^^^^^^^^^^^^^^^^^ comment.line.number-sign.shell
MY_OTEL_NAME=1
#  ^^^^^^^^^ - variable.other.constant.environment.firstspan
