// node derive-types.mjs CLONE COMMIT > resource-types.json
//
// Writes the facts that the tests check resources against: for every resource type that infra/ uses, in the API version that
// it uses, the properties of every object that infra/ writes. CLONE is a checkout of https://github.com/Azure/bicep-types-az,
// the types that the Bicep compiler itself knows, at COMMIT. Run it again when a type, a version or a nested object is new.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReader } from './model.mjs';

const [clone, commit] = process.argv.slice(2);
const infra = join(dirname(fileURLToPath(import.meta.url)), '../../../infra');
const readOnly = 2;
const required = 1;
const readModel = await createReader();

const used = new Map();
for (const file of (await readdir(infra, { recursive: true })).filter(name => name.endsWith('.bicep')).sort()) {
  for (const resource of (await readModel(join(infra, file))).resources) {
    const key = `${resource.type}@${resource.apiVersion}`;
    used.set(key, [...(used.get(key) ?? []), resource.body]);
  }
}

const definitions = (await readdir(join(clone, 'generated'), { recursive: true })).filter(name => name.endsWith('types.json'));
const facts = {};
for (const [key, bodies] of [...used].sort(([left], [right]) => left.localeCompare(right))) {
  facts[key] = await derive(key, bodies);
}

console.log(format({
  about: 'Names, types and literals of the resource properties that infra/ writes. Derived by derive-types.mjs; not edited by hand.',
  source: 'https://github.com/Azure/bicep-types-az',
  commit,
  types: facts,
}));

async function derive(key, bodies) {
  const [type, version] = key.toLowerCase().split('@');
  const folder = `${type.split('/')[0]}/${version}/types.json`;
  for (const file of definitions.filter(name => name.replaceAll('\\', '/').endsWith(folder))) {
    const all = JSON.parse(await readFile(join(clone, 'generated', file), 'utf8'));
    const resource = all.find(entry => entry.$type === 'ResourceType' && entry.name.toLowerCase() === key.toLowerCase());
    if (resource) {
      return describe(all, resource.body, bodies);
    }
  }

  throw new Error(`${key} is not among the types of ${relative('.', clone)}.`);
}

/** What is allowed at a place, as deep as the values at that place go. */
function describe(all, reference, values) {
  const type = all[Number(reference.$ref.split('/').at(-1))];
  const known = values.flatMap(value => value.kind === 'choice' ? value.values : [value]);
  const objects = known.filter(value => value.kind === 'object');
  switch (type.$type) {
    case 'StringType':
      return 'string';
    case 'IntegerType':
      return 'int';
    case 'BooleanType':
      return 'bool';
    case 'StringLiteralType':
      return [type.value];
    case 'UnionType': {
      const parts = type.elements.map(element => describe(all, element, []));
      const literals = parts.filter(Array.isArray).flat();
      return literals.length > 0 ? literals : parts[0];
    }
    case 'ArrayType': {
      const items = known.filter(value => value.kind === 'array').flatMap(value => value.items);
      const item = describe(all, type.itemType, items);
      return items.length > 0 && typeof item === 'object' ? { items: item } : 'array';
    }
    case 'ObjectType':
      return objects.length > 0 ? describeObject(all, type.properties, type.additionalProperties, objects) : 'object';
    case 'DiscriminatedObjectType': {
      const variants = {};
      for (const name of new Set(objects.map(value => literal(value, type.discriminator)))) {
        const element = all[Number(type.elements[name].$ref.split('/').at(-1))];
        const chosen = objects.filter(value => literal(value, type.discriminator) === name);
        variants[name] = describeObject(all, { ...type.baseProperties, ...element.properties }, element.additionalProperties, chosen);
      }

      return { discriminator: type.discriminator, variants };
    }
    default:
      return 'any';
  }
}

function describeObject(all, properties, additional, objects) {
  const written = name => objects.flatMap(value => value.properties.filter(property => property.name === name).map(property => property.value));
  const entries = Object.entries(properties).filter(([, property]) => !(property.flags & readOnly));
  const result = {
    required: entries.filter(([, property]) => property.flags & required).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, property]) => [name, describe(all, property.type, written(name))])),
  };
  return additional ? { ...result, others: describe(all, additional, []) } : result;
}

function literal(object, name) {
  return object.properties.find(property => property.name === name)?.value.text;
}

/** JSON with short arrays and flat objects on one line: a difference then shows by line. */
function format(value, indent = '') {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (value === null || typeof value !== 'object' || (flat.length + indent.length <= 120 && !flat.includes('{', 1))) {
    return flat;
  }

  const deeper = indent + '  ';
  return Array.isArray(value)
    ? `[\n${value.map(item => deeper + format(item, deeper)).join(',\n')}\n${indent}]`
    : `{\n${Object.entries(value).map(([name, item]) => `${deeper}${JSON.stringify(name)}: ${format(item, deeper)}`).join(',\n')}\n${indent}}`;
}
