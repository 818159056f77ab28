export { getManyOperation, getManyProperties, getManyTemplates } from './getMany';
export { getTemplateValues, searchTemplates } from './formMethods';
