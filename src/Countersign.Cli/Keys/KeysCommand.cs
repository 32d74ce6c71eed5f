using System.CommandLine;
using Countersign.Embedded;

namespace Countersign.Cli.Keys;

/// <summary><c>countersign keys</c>: the keys that a data folder signs with.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var rotate = new Command("rotate", "Make another key. It signs from the next start on; what the old one signed stays valid.") { data };
        rotate.SetAction(parsed =>
        {
            Console.Out.WriteLine(EmbeddedKeys.Rotate(parsed.GetValue(data)!));
            return ExitCodes.Completed;
        });
        return new Command("keys", "The keys that vouch for decisions and steps.") { rotate };
    }
}
