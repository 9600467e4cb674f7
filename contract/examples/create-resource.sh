curl -X POST "https://neptun-webui.vercel.app/api/users/1/projects/789/resources/user-files" \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "Cookie: neptun-session=your-session-cookie" \
-d '{
"user_file_id": 123
}'
