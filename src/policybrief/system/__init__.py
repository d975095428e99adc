"""What is asked of the operating system, each in one place: files (`files`), and other processes (`processes`)."""
