bind = "0.0.0.0:{{ cookiecutter.port }}"
workers = {{ cookiecutter.workers }}
{% if cookiecutter.tracing == "y" %}

def post_fork(server, worker):
    from {{ cookiecutter.project_slug }}.tracing import start

    start()
{% endif %}
