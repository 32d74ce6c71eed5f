using System.CommandLine;
using Countersign.Cli.Terminal;
using Countersign.Client;

namespace Countersign.Cli.Upkeep;

/// <summary><c>countersign doctor</c>: what a server finds that is not as it should be, and its repair.</summary>
internal static class DoctorCommand
{
    /// <param name="apiKey">The key that the environment names; null where it names none.</param>
    public static Command Create(string? apiKey)
    {
        var repair = new Option<bool>("--repair") { Description = "Mend what can be mended, and print what was done." };
        var server = SharedOptions.RunningServer();
        var key = SharedOptions.ApiKey(apiKey);
        var command = new Command("doctor", "Look for what is not as it should be on a server; for administrators.") { repair, server, key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = SharedOptions.ClientOf(parsed.GetValue(server)!, parsed.GetValue(key));
            return parsed.GetValue(repair)
                ? await UpkeepJob.FollowAsync(client, await client.Upkeep.RepairAsync(cancellationToken: cancellationToken), cancellationToken)
                : await ShowAsync(client, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(CountersignClient client, CancellationToken cancellationToken)
    {
        var report = await client.Upkeep.ExamineAsync(cancellationToken);
        foreach (var item in report.Items)
        {
            Console.Out.WriteLine(SafeText.Clean($"{item.Finding}{(item.Repairable ? " (repairable)" : "")}: {item.Detail}"));
        }

        if (!report.Complete)
        {
            Errors.Write(["Not everything was looked at; a repair looks at all of it."]);
        }
        else if (report.Items.Count == 0)
        {
            Console.Out.WriteLine("All is well.");
        }

        return report.Items.Count == 0 ? ExitCodes.Completed : ExitCodes.NotProven;
    }
}
