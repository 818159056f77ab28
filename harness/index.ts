export { canStartChromium, startChromium } from './browser/chromium';
export { CredentialForm, Editor, type CredentialField, type EditorOptions } from './browser/editor';
export * from './n8n';
export { closeAfter, count, expect, runTests, type NamedTest } from './checklist';
export { packPackage, type PackedPackage } from './pack';
export { consoleProgress, silent, type Progress } from './progress';
export { startScene, withN8n, type Scene, type SceneOptions } from './scene';
export { PATIENCE_MS, until } from './until';
export * from './workflows';
