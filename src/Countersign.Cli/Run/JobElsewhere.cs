namespace Countersign.Cli.Run;

/// <summary>How to look after a job that the command no longer waits for.</summary>
internal static class JobElsewhere
{
    private const string DefaultAddress = "http://127.0.0.1:7171";

    public static void Show(Person person, RunOptions options, Uri address, string jobId, string why)
    {
        var server = options.Server is null ? DefaultAddress : address.GetLeftPart(UriPartial.Authority);
        var job = $"{server}/api/jobs/{jobId}";
        if (options.Server is null)
        {
            person.Say($"{why}; job {jobId} is kept in '{options.DataFolder}' and goes on with:");
            person.SayWhole($"  countersign up --data {options.DataFolder}");
            person.Say("Then look at it, and at its plan:");
        }
        else
        {
            person.Say($"{why}; job {jobId} goes on at the server. Look at it, and at its plan:");
        }

        person.SayWhole($"  curl -s {job}");
        person.SayWhole($"  curl -s {job}/plan");
        person.Say("Follow it, and read its result at the end:");
        person.SayWhole($"  curl -sN {job}/events -H 'Accept: text/event-stream'");
        person.SayWhole($"  curl -s {job}/result");
    }
}
