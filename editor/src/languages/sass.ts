import { StreamLanguage } from '@codemirror/language';
import { sass } from '@codemirror/legacy-modes/mode/sass';

export const language = StreamLanguage.define(sass);
