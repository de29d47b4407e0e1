touch app.lock
