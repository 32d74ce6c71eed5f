using Countersign.Contracts.Jobs;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>The examples in other languages, run against a host whose connections break.</summary>
public sealed class ExampleTests(ClientHost host) : IClassFixture<ClientHost>
{
    [Theory]
    [InlineData("python")]
    [InlineData("typescript")]
    public async Task Example_RunsAJob_OverBrokenConnections(string language)
    {
        await using var proxy = await BreakingProxy.StartAsync(host.Address);
        var example = await ExampleProgram.PrepareAsync(language);

        var (exitCode, text) = await example.RunAsync(
            "", "disk.inspect", ClientHost.Input.GetRawText(), "--server", proxy.Address.ToString(), "--key", $"{language}-1", "--approve");

        var job = await JobOfAsync($"{language}-1");
        Assert.True(exitCode == 0, text);
        Assert.Equal(JobStatus.Completed, job.Status);
        Assert.Contains($"Plan version 1, {job.Plan!.Hash}", text, StringComparison.Ordinal);
        Assert.Contains($"\"executed_plan_hash\": \"{job.Plan.Hash}\"", text, StringComparison.Ordinal);
        var events = await host.Client.Events.FollowAsync(job.JobId).ToListAsync();
        Assert.All(events, entry => Assert.Equal(2, text.Split($" {entry.Seq} {entry.Type} ").Length));
        Assert.NotEmpty(proxy.Broken);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("typescript")]
    public async Task Example_AsksAndTakesANo(string language)
    {
        var example = await ExampleProgram.PrepareAsync(language);

        var (exitCode, text) = await example.RunAsync(
            "n\n", "disk.inspect", ClientHost.Input.GetRawText(), "--server", host.Address.ToString(), "--key", $"{language}-2");

        Assert.True(exitCode == 2, text);
        Assert.Equal(JobStatus.Rejected, (await JobOfAsync($"{language}-2")).Status);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("typescript")]
    public async Task Example_TellsOfARefusal(string language)
    {
        var example = await ExampleProgram.PrepareAsync(language);

        var (exitCode, text) = await example.RunAsync("", "no.kind", "{}", "--server", host.Address.ToString());

        Assert.Equal(3, exitCode);
        Assert.Contains("400 invalid_request", text, StringComparison.Ordinal);
        Assert.Contains("kind", text, StringComparison.Ordinal);
    }

    /// <summary>The job that the key names: the same submission again.</summary>
    private async Task<Job> JobOfAsync(string key)
    {
        var again = await host.Client.Jobs.SubmitAsync(ClientHost.Inspection(), key);
        return await host.Client.Jobs.GetAsync(again.JobId);
    }
}
