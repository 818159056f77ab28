/** What people put between the entries of a list on the keyboards of all scripts, for the brackets of a pattern. */

/** `,` of Latin, Arabic, Chinese and Japanese keyboards. */
export const COMMAS = ',\u060c\u3001\uff0c\uff64';
/** `;` of the same. */
export const SEMICOLONS = ';\u061b\uff1b';
