import { StreamLanguage } from '@codemirror/language';
import { sCSS } from '@codemirror/legacy-modes/mode/css';

export const language = StreamLanguage.define(sCSS);
