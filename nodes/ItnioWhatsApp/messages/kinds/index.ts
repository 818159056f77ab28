/** The list of kinds: one line for each. Each is exported under the value of its operation. */
export { sendText } from './text';
export { sendImage } from './image';
export { sendVideo } from './video';
export { sendAudio } from './audio';
export { sendDocument } from './document';
export { sendSticker } from './sticker';
export { sendLocation } from './location';
export { sendContacts } from './contacts';
export { sendList } from './list';
export { sendButtons } from './buttons';
export { sendLocationRequest } from './locationRequest';
export { sendCarousel } from './carousel';
export { sendAndWait } from './sendAndWait';
export { sendTemplate } from './template';
export { sendJson } from './customJson';
