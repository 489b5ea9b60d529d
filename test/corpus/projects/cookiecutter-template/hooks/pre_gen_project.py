import re
import sys

if not re.match(r"^[a-z_]+$", "{{ cookiecutter.project_slug }}"):
    sys.exit("The slug has to be a Python name.")
