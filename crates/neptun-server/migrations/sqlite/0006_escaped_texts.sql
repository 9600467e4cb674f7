-- U+FDD0 begins an escape sequence in texts that users write, as it does on PostgreSQL, so that of texts from before is escaped.
UPDATE users SET primary_email = replace(primary_email, char(64976), char(64976) || '1'), email_key = replace(email_key, char(64976), char(64976) || '1')
    WHERE instr(primary_email, char(64976));
UPDATE projects SET name = replace(name, char(64976), char(64976) || '1'),
    description = replace(description, char(64976), char(64976) || '1'),
    project_type = replace(project_type, char(64976), char(64976) || '1'),
    programming_language = replace(programming_language, char(64976), char(64976) || '1')
    WHERE instr(name, char(64976)) OR instr(description, char(64976)) OR instr(project_type, char(64976))
    OR instr(programming_language, char(64976));
UPDATE project_files SET title = replace(title, char(64976), char(64976) || '1'),
    original_path = replace(original_path, char(64976), char(64976) || '1'),
    context_file_category = replace(context_file_category, char(64976), char(64976) || '1'),
    context_file_type = replace(context_file_type, char(64976), char(64976) || '1'),
    language = replace(language, char(64976), char(64976) || '1'),
    extension = replace(extension, char(64976), char(64976) || '1'),
    text = replace(text, char(64976), char(64976) || '1')
    WHERE instr(title, char(64976)) OR instr(original_path, char(64976)) OR instr(context_file_category, char(64976))
    OR instr(context_file_type, char(64976)) OR instr(language, char(64976)) OR instr(extension, char(64976))
    OR instr(text, char(64976));
UPDATE project_file_parts SET text = replace(text, char(64976), char(64976) || '1') WHERE instr(text, char(64976));
UPDATE user_files SET title = replace(title, char(64976), char(64976) || '1'),
    language = replace(language, char(64976), char(64976) || '1'),
    extension = replace(extension, char(64976), char(64976) || '1'),
    text = replace(text, char(64976), char(64976) || '1')
    WHERE instr(title, char(64976)) OR instr(language, char(64976)) OR instr(extension, char(64976))
    OR instr(text, char(64976));
UPDATE template_collections SET name = replace(name, char(64976), char(64976) || '1'),
    description = replace(description, char(64976), char(64976) || '1')
    WHERE instr(name, char(64976)) OR instr(description, char(64976));
UPDATE chat_conversations SET name = replace(name, char(64976), char(64976) || '1'),
    description = replace(description, char(64976), char(64976) || '1'),
    model = replace(model, char(64976), char(64976) || '1')
    WHERE instr(name, char(64976)) OR instr(description, char(64976)) OR instr(model, char(64976));
