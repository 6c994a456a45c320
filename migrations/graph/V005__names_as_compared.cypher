// The name as compared of the officers and parties that are there (graph/model/alike.py; a load of
// the same file later sets it exactly): half-width letters stay as they are, spaces go.
MATCH (n:Officer) WHERE n.alike IS NULL AND n.name IS NOT NULL
SET n.alike = toLower(replace(replace(replace(n.name, ' ', ''), '\u3000', ''), '\u00a0', ''));
MATCH (n:Party) WHERE n.alike IS NULL AND n.name IS NOT NULL
SET n.alike = toLower(replace(replace(replace(n.name, ' ', ''), '\u3000', ''), '\u00a0', ''));
