import { StreamLanguage } from '@codemirror/language';
import { nginx } from '@codemirror/legacy-modes/mode/nginx';

export const language = StreamLanguage.define(nginx);
