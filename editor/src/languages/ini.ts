import { StreamLanguage } from '@codemirror/language';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { tags } from '@lezer/highlight';

// The mode names what it finds in its own way.
const tokenTable = { def: tags.propertyName, quote: tags.string, header: tags.heading };

export const language = StreamLanguage.define({ ...properties, tokenTable });
