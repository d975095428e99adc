"""deliver: files and recipients become drafts, or messages for an SMTP server. Never unless told to, never twice."""
