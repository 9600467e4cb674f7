import { PostgreSQL } from '@codemirror/lang-sql';

// The one with most words; the others are close enough to be read.
export const { language } = PostgreSQL;
