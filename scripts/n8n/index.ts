export * from './client';
export { DEFAULT_VERSION, installN8n, knownVersions, type Installation } from './install';
export { packNode } from './pack';
export { consoleProgress, silent, type Progress } from './progress';
export { startN8n, type N8n, type N8nOptions } from './start';
