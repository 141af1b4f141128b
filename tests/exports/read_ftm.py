"""Reads entities from standard input with the followthemoney package; ends with 1 and the reason at the first fault.

Run by the Python of build/ftm, which has that package and nothing of ours.
"""

import json
import sys

from followthemoney import model

for number, line in enumerate(sys.stdin, 1):
    row = json.loads(line)
    entity = model.get_proxy(row, cleaned=False)
    entity.schema.validate({"properties": entity.properties})
    for name, values in row["properties"].items():
        found = sorted(entity.get(name))
        if found != sorted(values):
            sys.exit(f"line {number}, {row['schema']}.{name}: {values} read as {found}")
sys.stdout.write(str(number))
