// node read.mjs FILE... : prints what stands in the Bicep files, as JSON.
import { createReader } from './model.mjs';

const read = await createReader();
const models = [];
for (const file of process.argv.slice(2)) {
  models.push(await read(file));
}

process.stdout.write(JSON.stringify(models));
