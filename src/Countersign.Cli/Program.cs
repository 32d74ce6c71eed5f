using Countersign.Cli;

#pragma warning disable RS0030 // Here is where a host reads the environment.
return await CommandLine.RunAsync(args, Environment.GetEnvironmentVariable("COUNTERSIGN_API_KEY"));
#pragma warning restore RS0030
