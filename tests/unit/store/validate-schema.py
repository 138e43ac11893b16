"""Validates JSON files against a schema: validate-schema.py SCHEMA FILE… Says what is wrong where; exit status 1 then."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as stream:
    schema = json.load(stream)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
status = 0
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as stream:
        instance = json.load(stream)
    for error in validator.iter_errors(instance):
        print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        status = 1
sys.exit(status)
