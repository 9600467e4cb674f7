import { StreamLanguage } from '@codemirror/language';
import { less } from '@codemirror/legacy-modes/mode/css';

export const language = StreamLanguage.define(less);
