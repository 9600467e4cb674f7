curl -X GET "https://neptun-webui.vercel.app/api/users/1/projects/1/resources/files?context_file_category=source" \
-H "Accept: application/json" \
-H "Cookie: neptun-session=your-session-cookie"
