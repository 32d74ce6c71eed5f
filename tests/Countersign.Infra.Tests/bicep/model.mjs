// Reads Bicep files into plain data. The grammar is tree-sitter's, in WebAssembly, so nothing is compiled at installation.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

export async function createReader() {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
  return async file => read(parser, file, await readFile(file, 'utf8'));
}

function read(parser, file, text) {
  // The grammar does not know `param name = value` of parameter files; `var` has the same form there and the same length here.
  const source = file.endsWith('.bicepparam') ? text.replace(/^param (?=\w+ *=)/gm, 'var   ') : text;
  const root = parser.parse(source).rootNode;
  const model = {
    file,
    using: null,
    targetScope: null,
    errors: [],
    parameters: [],
    variables: [],
    outputs: [],
    modules: [],
    resources: [],
    calls: [],
    names: [],
    moduleOutputs: [],
    strings: [],
  };
  collectErrors(root, model);
  const variables = new Map(root.namedChildren
    .filter(node => node.type === 'variable_declaration')
    .map(node => [node.namedChildren[0].text, node.namedChildren[1]]));
  let decorators = [];
  for (const statement of root.namedChildren) {
    if (statement.type === 'decorators') {
      decorators = statement.namedChildren.map(readDecorator);
      continue;
    }

    readStatement(statement, decorators, variables, model);
    decorators = statement.type === 'comment' ? decorators : [];
  }

  collectUses(root, model);
  return model;
}

function readStatement(node, decorators, variables, model) {
  const line = lineOf(node);
  const children = node.namedChildren.filter(child => child.type !== 'comment');
  switch (node.type) {
    case 'using_statement':
      model.using = plainText(children[0]);
      break;
    case 'target_scope_assignment':
      model.targetScope = plainText(children[0]);
      break;
    case 'parameter_declaration':
      model.parameters.push({ name: children[0].text, type: children[1].text, optional: children.length > 2, decorators, line });
      break;
    case 'variable_declaration':
      model.variables.push({ name: children[0].text, line });
      break;
    case 'output_declaration':
      model.outputs.push({ name: children[0].text, type: children[1].text, decorators, line });
      break;
    case 'module_declaration':
      model.modules.push({ name: children[0].text, path: plainText(children[1]), body: readBody(children[2], variables), line });
      break;
    case 'resource_declaration': {
      const [type, apiVersion] = (plainText(children[1]) ?? '').split('@');
      model.resources.push({
        name: children[0].text,
        type,
        apiVersion: apiVersion ?? null,
        existing: node.children.some(child => child.type === 'existing'),
        body: readBody(children[2], variables),
        line,
      });
      break;
    }
  }
}

function readDecorator(node) {
  const call = node.namedChildren[0];
  const argument = call.childForFieldName('arguments')?.namedChildren[0];
  return { name: call.childForFieldName('function').text, text: argument ? plainText(argument) : null };
}

/** The object that declares a resource or module, out of the loop around it. */
function readBody(node, variables) {
  return readValue(node.type === 'for_statement' ? node.childForFieldName('body') : node, variables);
}

/** A value as far as it can be known without evaluating, variables followed: `other` is everything that cannot. */
function readValue(node, variables) {
  const value = child => readValue(child, variables);
  switch (node.type) {
    case 'object':
      return {
        kind: 'object',
        properties: node.namedChildren.filter(child => child.type === 'object_property').map(child => readProperty(child, variables)),
      };
    case 'array':
      return { kind: 'array', items: node.namedChildren.filter(child => child.type !== 'comment').map(value) };
    case 'for_statement':
      return { kind: 'array', items: [value(node.childForFieldName('body'))] };
    case 'if_statement':
      return value(node.namedChildren.at(-1));
    case 'ternary_expression':
      return { kind: 'choice', values: [value(node.childForFieldName('consequence')), value(node.childForFieldName('alternative'))] };
    case 'parenthesized_expression':
      return value(node.namedChildren[0]);
    case 'identifier':
      return variables.has(node.text) ? value(variables.get(node.text)) : { kind: 'other', source: node.text };
    case 'string': {
      const text = plainText(node);
      return text === null ? { kind: 'interpolated', source: node.text } : { kind: 'string', text };
    }
    case 'number':
      return { kind: 'number', text: node.text };
    case 'boolean':
      return { kind: 'boolean', text: node.text };
    default:
      return { kind: 'other', source: node.text };
  }
}

function readProperty(node, variables) {
  const [key, value] = node.namedChildren.filter(child => child.type !== 'comment');
  return { name: key.type === 'string' ? plainText(key) : key.text, line: lineOf(node), value: readValue(value, variables) };
}

/** The text of a string without interpolation; null for others. */
function plainText(node) {
  if (node?.type !== 'string' || node.namedChildren.some(child => child.type === 'interpolation')) {
    return null;
  }

  return node.text.startsWith("'''")
    ? node.text.slice(3, -3)
    : node.text.slice(1, -1).replace(/\\(['\\])/g, '$1').replaceAll('\\${', '${');
}

function collectErrors(node, model) {
  if (node.isError || node.isMissing) {
    const what = node.isMissing ? `missing ${node.type}` : `not understood: ${node.text.slice(0, 60)}`;
    model.errors.push({ line: lineOf(node), column: node.startPosition.column + 1, what });
  }

  if (node.hasError || node.isMissing) {
    node.children.forEach(child => collectErrors(child, model));
  }
}

/** Names that are used, functions that are called, outputs of modules that are read, and every literal text. */
function collectUses(root, model) {
  const visit = (node, local) => {
    switch (node.type) {
      case 'decorators':
      case 'type':
        return;
      case 'string':
        model.strings.push({ text: node.text, line: lineOf(node) });
        break;
      case 'for_statement': {
        const bound = node.namedChildren.filter(child => child.type === 'for_loop_parameters').flatMap(child => child.namedChildren);
        const initializer = node.childForFieldName('initializer');
        const names = [...local, ...[...bound, ...(initializer ? [initializer] : [])].map(child => child.text)];
        node.namedChildren.filter(child => child.id !== initializer?.id && child.type !== 'for_loop_parameters').forEach(child => visit(child, names));
        return;
      }
      case 'lambda_expression': {
        const [parameters, body] = node.namedChildren;
        const bound = parameters.type === 'identifier' ? [parameters] : parameters.namedChildren;
        visit(body, [...local, ...bound.map(child => child.text)]);
        return;
      }
      case 'object_property':
        node.namedChildren.forEach((child, index) => index === 0 && child.type !== 'string' ? undefined : visit(child, local));
        return;
      case 'call_expression': {
        const callee = node.childForFieldName('function');
        model.calls.push({ name: callee.text, line: lineOf(node) });
        if (callee.type !== 'identifier') {
          visit(callee, local);
        }

        visit(node.childForFieldName('arguments'), local);
        return;
      }
      case 'member_expression': {
        const match = /^(\w+)!?\.\??outputs\.\??(\w+)$/.exec(node.text);
        if (match) {
          model.moduleOutputs.push({ module: match[1], output: match[2], line: lineOf(node) });
        }

        visit(node.childForFieldName('object'), local);
        return;
      }
      case 'identifier':
        if (!local.includes(node.text)) {
          model.names.push({ name: node.text, line: lineOf(node) });
        }

        return;
    }

    // The first name of a declaration declares; the others are uses.
    const declares = node.type.endsWith('_declaration');
    node.namedChildren.forEach((child, index) => declares && index === 0 ? undefined : visit(child, local));
  };
  visit(root, []);
}

function lineOf(node) {
  return node.startPosition.row + 1;
}
