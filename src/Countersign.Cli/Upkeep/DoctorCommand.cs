using System.CommandLine;
using Countersign.Cli.Api;
using Countersign.Cli.Terminal;

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
            using var api = new CountersignApi(
                SharedOptions.ServerUrl(parsed.GetValue(server))!, SharedOptions.HeaderValue(parsed.GetValue(key)));
            return parsed.GetValue(repair)
                ? await UpkeepJob.FollowAsync(api, await api.RepairAsync(cancellationToken), cancellationToken)
                : await ShowAsync(api, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(CountersignApi api, CancellationToken cancellationToken)
    {
        var report = await api.GetDoctorAsync(cancellationToken);
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
