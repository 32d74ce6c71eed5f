using System.Net;
using System.Text.Json.Nodes;
using Countersign.Kinds.Processes;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>The kinds that run programs, from submission over plan and approval to result and artifacts, with the machine's own programs.</summary>
public sealed class ProgramKindTests : HostTest
{
    protected override async Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the programs are those of Linux");
        return plain with { ConfigFile = await WriteConfigAsync("""{"Processes":{"AllowedPrograms":["bash"]},"Secrets":{"TOKEN":"hush-hush-4711"}}""") };
    }

    [Fact]
    public async Task Script_IsHeldWithItsRisks_RunsAsApproved_AndShowsNoSecret()
    {
        var jobId = await SubmitAsync("script.run", Script("rm -rf scratch\necho token $TOKEN\necho done", new JsonObject { ["TOKEN"] = new JsonObject { ["secret_ref"] = "TOKEN" } }));

        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var step = Assert.Single(plan.GetProperty("steps").EnumerateArray());
        Assert.Equal("destructive", step.GetProperty("risk").GetString());
        Assert.Contains("! line 1: removes folders with everything in them", step.GetProperty("preview").GetString(), StringComparison.Ordinal);
        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        Assert.Equal(0, result.GetProperty("result").GetProperty("exit_code").GetInt32());
        Assert.Equal("output.txt", Assert.Single(result.GetProperty("artifacts").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("token ***\ndone\n", await Api.Http.GetStringAsync(new Uri($"api/jobs/{jobId}/artifacts/output.txt", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var path in (string[])["", "/plan", "/analysis", "/events", "/logs", "/result"])
        {
            Assert.DoesNotContain("hush-hush-4711", (await Api.GetAsync($"api/jobs/{jobId}{path}")).Body.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Script_ThatEndsNonZero_FailsOnceAndTellsAll()
    {
        var jobId = await SubmitAsync("script.run", Script("echo almost; exit 9"));
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "failure");

        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        var error = result.GetProperty("error");
        Assert.Equal(("failed", "exit_code"), (result.GetProperty("status").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal(9, error.GetProperty("details").GetProperty("exit_code").GetInt32());
        Assert.Equal(1, result.GetProperty("artifacts").GetArrayLength());
        Assert.Single(await Api.ReadEventsAsync(jobId), entry => entry.GetProperty("type").GetString() == "step_started");
    }

    [Fact]
    public async Task Script_CannotReadKeysDatabaseOrConfiguration()
    {
        Assert.SkipUnless(Isolation.Detect(Environment.GetEnvironmentVariable("PATH")!).CanHide, "folders cannot be hidden on this machine");
        var key = Assert.Single(Directory.EnumerateFiles(Path.Combine(Data, "keys"), "*.pem"));
        var jobId = await SubmitAsync("script.run", Script($"cat {key} {Data}/countersign.db {Folder}/config.json; ls -A {Data}; echo looked"));
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var output = await Api.Http.GetStringAsync(new Uri($"api/jobs/{jobId}/artifacts/output.txt", UriKind.Relative), TestContext.Current.CancellationToken);
        // What comes from the two streams is in order within each.
        Assert.Contains("looked\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AllowedPrograms", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_StopsAScriptWithEverythingItStarted()
    {
        var jobId = await SubmitAsync("script.run", Script("setsid sleep 4711 & echo up; wait"));
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "log");

        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        while (Sleepers() > 0 && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Api.GetAsync($"api/jobs/{jobId}");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{Sleepers()} left after {watch.Elapsed}");
    }

    [Fact]
    public async Task Program_ThatIsNotAllowed_IsRefusedAndTheOptionNamed()
    {
        var answer = await Api.PostAsync("api/jobs", new JsonObject { ["kind"] = "script.run", ["input"] = new JsonObject { ["command"] = new JsonArray("perl") } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Processes:AllowedPrograms", answer.Body.GetProperty("errors").GetProperty("input.command[0]")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_OfAFolder_RunsItsStepsOnOneCopyAndKeepsWhatItMade()
    {
        Assert.SkipUnless(ProgramSearch.Find("make", Environment.GetEnvironmentVariable("PATH")!) is not null, "make is missing on this machine");
        var source = Directory.CreateDirectory(Path.Combine(Folder, "source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "Makefile"), "all:\n\techo built > out.txt\ntest: out.txt\n\tgrep built out.txt\n", TestContext.Current.CancellationToken);
        var jobId = await SubmitAsync("source.build", new JsonObject { ["source"] = new JsonObject { ["path"] = "source" } });

        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Equal(["build-1", "test-1"], plan.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        Assert.True(result.GetProperty("result").GetProperty("succeeded").GetBoolean());
        Assert.Equal(
            ["build-1-output.zip", "build-1.log", "test-1.log"],
            result.GetProperty("artifacts").EnumerateArray().Select(artifact => artifact.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Combine(source, "out.txt")), "the build worked on the source itself");
        var logs = (await Api.GetAsync($"api/jobs/{jobId}/logs?limit=100")).Body;
        Assert.Contains(logs.GetProperty("items").EnumerateArray(), line => line.GetProperty("message").GetString() == "$ make --file Makefile test");
    }

    [Fact]
    public async Task Build_ThatFails_TellsItsCodeAndKeepsItsLog()
    {
        Assert.SkipUnless(ProgramSearch.Find("make", Environment.GetEnvironmentVariable("PATH")!) is not null, "make is missing on this machine");
        var jobId = await SubmitAsync("source.build", new JsonObject
        {
            ["source"] = new JsonObject { ["files"] = new JsonArray(new JsonObject { ["path"] = "Makefile", ["content"] = "all:\n\tfalse\n" }) },
        });
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "failure");

        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        Assert.Equal("build_failed", result.GetProperty("error").GetProperty("code").GetString());
        Assert.False(result.GetProperty("error").GetProperty("details").GetProperty("succeeded").GetBoolean());
        Assert.Equal("build-1.log", Assert.Single(result.GetProperty("artifacts").EnumerateArray()).GetProperty("name").GetString());
    }

    private async Task<string> SubmitAsync(string kind, JsonObject input)
    {
        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = kind, ["input"] = input });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private static JsonObject Script(string text, JsonObject? environment = null) =>
        new() { ["script"] = text, ["interpreter"] = "bash", ["env"] = environment ?? [] };

    // The number is this test's own.
    private static int Sleepers() => Directory.EnumerateDirectories("/proc").Count(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).StartsWith("sleep\u00004711", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
