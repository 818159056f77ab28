/** The list of rooms: one line for each kind of message. */
export { audio } from './audio';
export { buttonsMessage } from './buttons';
export { carousel } from './carousel';
export { contactsMessage } from './contacts';
export { document } from './document';
export { image } from './image';
export { json } from './json';
export { list } from './list';
export { location } from './location';
export { locationRequest } from './locationRequest';
export { sticker } from './sticker';
export { template } from './template';
export { text } from './text';
export { video } from './video';
