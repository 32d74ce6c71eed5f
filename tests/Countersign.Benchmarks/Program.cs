using BenchmarkDotNet.Running;
using Countersign.Benchmarks;

if (args is ["fill", ..])
{
    return await FillCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(FillCommand).Assembly).Run(args);
return 0;
