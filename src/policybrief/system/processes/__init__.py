"""Work in other processes: several tasks beside each other, and a stranger's under limits of memory and time."""
