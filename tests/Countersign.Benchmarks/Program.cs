using BenchmarkDotNet.Running;
using Countersign.Benchmarks;

if (args is ["fill", ..])
{
    return await FillCommand.RunAsync(args[1..]);
}

if (args is ["subscribers", ..])
{
    return await SubscribersCommand.RunAsync(args[1..]);
}

if (args is ["mixed", ..])
{
    return await MixedCommand.RunAsync(args[1..]);
}

// In this process: a project that is generated for each run would not take the repository's build settings.
var summaries = BenchmarkSwitcher.FromAssembly(typeof(FillCommand).Assembly).Run(["--inProcess", .. args]);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
