//! Arguments, commands, printing, progress. The only module that prints.
