"""What people see of duties and do about them: breaks in the chain, a duty, workbench, inbox."""
