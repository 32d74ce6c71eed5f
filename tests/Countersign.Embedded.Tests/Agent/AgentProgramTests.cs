using System.Text.Json.Nodes;
using Countersign.Kinds.Processes;
using Xunit;

namespace Countersign.Embedded.Tests.Agent;

/// <summary><c>agent.plan</c> over the kinds that run the machine's programs.</summary>
public sealed class AgentProgramTests : HostTest
{
    protected override async Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the programs are those of Linux");
        Assert.SkipUnless(ProgramSearch.Find("make", Environment.GetEnvironmentVariable("PATH")!) is not null, "make is missing on this machine");
        Directory.CreateDirectory(Path.Combine(Folder, "app"));
        await WriteAsync("all:\n\techo built > out.txt\ntest: out.txt\n\tgrep built out.txt\n");
        return plain with { ConfigFile = await WriteConfigAsync("""{"Processes":{"AllowedPrograms":["bash"]},"Secrets":{"TOKEN":"hush-hush-4711"}}""") };
    }

    [Fact]
    public async Task Jobs_WorkOnCopiesOfTheirOwn_AndSeeTheirSecretsAlone()
    {
        var jobId = await HeldAsync("Build it and run its tests, then run the script", new JsonObject
        {
            ["script"] = "test ! -e out.txt && cat Makefile | wc -l; echo token $TOKEN; echo left > out.txt",
            ["interpreter"] = "bash",
            ["env"] = new JsonObject { ["TOKEN"] = new JsonObject { ["secret_ref"] = "TOKEN" } },
        });

        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Equal(["plan", "1-build-1", "1-test-1", "2-run"], plan.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        var jobs = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body.GetProperty("result").GetProperty("jobs");
        Assert.True(jobs[0].GetProperty("result").GetProperty("succeeded").GetBoolean());
        Assert.Equal(["4", "token ***"], jobs[1].GetProperty("result").GetProperty("output").GetProperty("last_lines").EnumerateArray().Select(line => line.GetString()));
        foreach (var part in (string[])["", "/plan", "/analysis", "/events", "/logs", "/result"])
        {
            Assert.DoesNotContain("hush-hush-4711", (await Api.GetAsync($"api/jobs/{jobId}{part}")).Body.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Source_ThatChangesAfterThePlan_IsPlannedAgainWithTheSameJobs()
    {
        var jobId = await HeldAsync("Build it");
        await WriteAsync("all:\n\techo changed\n");

        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "plan_revised");
        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Equal((2, "1-build-1"), (plan.GetProperty("version").GetInt32(), plan.GetProperty("steps")[1].GetProperty("id").GetString()));
        var log = await Api.Http.GetStringAsync(new Uri($"api/jobs/{jobId}/artifacts/1-build-1.log", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("changed", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_ThatFails_EndsTheJobWithItsKindsCodeAndDetails()
    {
        await WriteAsync("all:\n\tfalse\n");
        var jobId = await HeldAsync("Build it");

        await Api.ApproveAsync(jobId);
        var error = (await Api.WaitForEventAsync(jobId, "failure")).GetProperty("error");

        Assert.Equal(("build_failed", "1-build-1"), (error.GetProperty("code").GetString(), error.GetProperty("step").GetString()));
        Assert.False(error.GetProperty("details").GetProperty("succeeded").GetBoolean());
    }

    [Fact]
    public async Task Cancellation_WhileAStepRuns_StopsIt()
    {
        var jobId = await HeldAsync("Run the script", new JsonObject { ["script"] = "echo up; setsid sleep 4712 & wait", ["interpreter"] = "bash" });
        await Api.ApproveAsync(jobId);
        await WaitForLineAsync(jobId, "up");

        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        while (Sleepers() > 0 && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Api.GetAsync($"api/jobs/{jobId}");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{Sleepers()} left after {watch.Elapsed}");
    }

    private async Task WaitForLineAsync(string jobId, string line)
    {
        for (var after = 0L; ;)
        {
            var entry = await Api.WaitForEventAsync(jobId, "log", after);
            if (entry.GetProperty("data").ToString().Contains($"\"{line}\"", StringComparison.Ordinal))
            {
                return;
            }

            after = entry.GetProperty("seq").GetInt64();
        }
    }

    private static int Sleepers() => Directory.EnumerateDirectories("/proc")
        .Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
        .Count(folder =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').StartsWith("sleep 4712", StringComparison.Ordinal);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });

    private async Task<string> HeldAsync(string goal, JsonObject? script = null)
    {
        var input = new JsonObject { ["goal"] = goal, ["source"] = new JsonObject { ["path"] = "app" } };
        if (script is not null)
        {
            script["source"] = new JsonObject { ["path"] = "app" };
            input["parameters"] = new JsonObject { ["script.run"] = script };
        }

        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = "agent.plan", ["input"] = input });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private Task WriteAsync(string makefile) => File.WriteAllTextAsync(Path.Combine(Folder, "app", "Makefile"), makefile);
}
