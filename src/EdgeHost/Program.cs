using EdgeHost.Cli;

return await EdgeCommands.Root().Parse(args).InvokeAsync();
