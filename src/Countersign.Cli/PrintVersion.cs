using System.CommandLine;
using System.CommandLine.Invocation;
using Countersign.Server;

namespace Countersign.Cli;

/// <summary>The product's version, as the server tells it too.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"{ProductInfo.Service} {ProductInfo.Version}");
        return ExitCodes.Completed;
    }
}
