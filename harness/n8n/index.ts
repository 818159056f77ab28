export * from './client';
export { DEFAULT_VERSION, installN8n, knownVersions, type Installation } from './install';
export { startN8n, type N8n, type N8nOptions, type N8nProcess } from './start';
