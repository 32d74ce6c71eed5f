using Countersign.Cli;

return await CommandLine.RunAsync(args);
