using EdgeHost.Cli;

return await EdgeCommands.RunAsync(args);
