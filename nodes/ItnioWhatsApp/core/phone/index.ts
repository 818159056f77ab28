export { countryChoices, countryNameOf } from './countries';
export { personOf } from './person';
export { callingCodeOf } from './plans';
export { digitsAsWritten, meantBy, readPhone, repairPhone, type Reading } from './reading';
export { isHiddenPerson } from './label';
export { countryCodeDigits, phone, UnreadPhone } from './rule';
export { whyShortened } from './written';
