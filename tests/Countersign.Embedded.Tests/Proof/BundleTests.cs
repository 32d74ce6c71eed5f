using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;
using Countersign.Testing;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Proof;

/// <summary>A bundle proves what ran, away from the server; nothing in it can be changed unnoticed.</summary>
public sealed class BundleTests : ProofTests
{
    [Fact]
    public async Task Bundle_OfACompletedJob_IsProven_ByItsOwnKeysAndByTrustedOnes()
    {
        var bundle = await ProofAsync(await CompleteAsync());

        var alone = ProofVerifier.Verify(bundle, trusted: null);
        var trusted = ProofVerifier.Verify(bundle, await KeysAsync());

        Assert.True(alone.IsProven, alone.Statement);
        Assert.True(trusted.IsProven, trusted.Statement);
        Assert.Contains("approved by user:local", alone.Statement, StringComparison.Ordinal);
        Assert.Contains("2 of its 2 steps", alone.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_OfAJobThatIsHeld_SaysThatNothingRan()
    {
        var verdict = ProofVerifier.Verify(await ProofAsync(await HoldAsync()), await KeysAsync());

        Assert.True(verdict.IsProven, verdict.Statement);
        Assert.Contains("No step", verdict.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_OfAnotherServer_IsNotProvenByOurKeys()
    {
        var bundle = await ProofAsync(await CompleteAsync());
        await StopAsync();
        Directory.Delete(Data, recursive: true);
        await StartAsync();

        var verdict = ProofVerifier.Verify(bundle, await KeysAsync());

        Assert.False(verdict.IsProven);
        Assert.Contains("not known among the keys", verdict.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_WithAnyByteChanged_IsNotProven()
    {
        var bundle = await ProofAsync(await CompleteSavingAsync());
        var keys = await KeysAsync();
        var bytes = Encoding.UTF8.GetBytes(bundle.GetRawText());
        var canonical = CanonicalJson.Serialize(bundle);
        var random = new Random(20260131);

        // Every part of the document is met: one byte in each stretch of 17, each with another bit turned.
        var unnoticed = Enumerable.Range(0, bytes.Length / 17).AsParallel().Select(stretch =>
        {
            var changed = bytes.ToArray();
            int bit;
            lock (random)
            {
                bit = random.Next(7);
            }

            var place = (stretch * 17) + (stretch % 17);
            changed[place] ^= (byte)(1 << bit);
            return IsProven(changed, keys, canonical) ? $"byte {place}, bit {bit}" : null;
        }).Where(place => place is not null).ToArray();

        Assert.Empty(unnoticed);
    }

    [Fact]
    public async Task Bundle_WithAPartChangedAndSealedAnew_IsNotProven()
    {
        var bundle = await ProofAsync(await CompleteAsync());
        var other = await ProofAsync(await CompleteAsync());
        var changes = new Dictionary<string, Action<JsonObject>>
        {
            ["another approval mode"] = proof => proof["job"]!["approval_mode"] = "none",
            ["a step less"] = proof => proof["plans"]![0]!["steps"]!.AsArray().RemoveAt(1),
            ["another input"] = proof => proof["job"]!["input"]!["steps"] = 3,
            ["no decision"] = proof => proof["decisions"]!.AsArray().Clear(),
            ["another job's decision"] = proof => proof["decisions"]![0] = other.GetProperty("decisions")[0].GetString(),
            ["a receipt less"] = proof => proof["receipts"]!.AsArray().RemoveAt(1),
            ["receipts swapped"] = proof => proof["receipts"] = new JsonArray([.. proof["receipts"]!.AsArray().Reverse().Select(item => item!.DeepClone())]),
            ["another job's receipt"] = proof => proof["receipts"]![0] = other.GetProperty("receipts")[0].GetString(),
            ["a decision as a receipt"] = proof => proof["receipts"]!.AsArray().Add(proof["decisions"]![0]!.DeepClone()),
            ["an audit row less"] = proof => proof["audit"]!.AsArray().RemoveAt(1),
            ["an audit row changed"] = proof => proof["audit"]![2]!["actor"] = "user:boss",
            ["the end cut off"] = proof => proof["audit"]!.AsArray().RemoveAt(proof["audit"]!.AsArray().Count - 3),
            ["no executed plan"] = proof => proof["job"]!["executed_plan_hash"] = null,
        };

        foreach (var (what, change) in changes)
        {
            var proof = JsonObject.Create(bundle)!.DeepClone().AsObject();
            change(proof);
            var verdict = ProofVerifier.Verify(await SealAnewAsync(proof), await KeysAsync());
            Assert.False(verdict.IsProven, $"With {what} it is proven: {verdict.Statement}");
        }
    }

    [Fact]
    public async Task Signatures_OfAFormerKey_StayGoodAfterARotation()
    {
        var before = await ProofAsync(await CompleteAsync());
        await StopAsync();
        var made = EmbeddedKeys.Rotate(Data);
        await StartAsync();

        var keys = await KeysAsync();
        var after = await ProofAsync(await CompleteAsync());

        Assert.Equal((2, made), (keys.Keys.Count, keys.Keys[0].Kid));
        Assert.True(ProofVerifier.Verify(before, keys).IsProven);
        Assert.Equal([made], ProofVerifier.Verify(after, keys).KeyIds);
        var host = (await Api.GetAsync("api/admin/audit?limit=1000")).Body.GetProperty("items").EnumerateArray()
            .Where(row => row.GetProperty("job_id").ValueKind == JsonValueKind.Null).Select(row => row.GetProperty("act").GetString()!).ToArray();
        Assert.Equal(["key_made", "checkpoint", "key_rotated"], host);
        Assert.True((await VerifyAsync()).Valid);
    }

    [Fact]
    public async Task Approval_FromBeforeARotation_StillStartsItsSteps()
    {
        var go = Path.Combine(Folder, "go");
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 2, ["hold"] = go },
        });
        await Api.WaitForEventAsync(jobId, "approval_required");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "step_started");
        await StopAsync();
        EmbeddedKeys.Rotate(Data);
        await File.WriteAllTextAsync(go, "");
        await StartAsync();

        await Api.WaitForEventAsync(jobId, "completion");

        var verdict = ProofVerifier.Verify(await ProofAsync(jobId), await KeysAsync());
        Assert.True(verdict.IsProven, verdict.Statement);
        Assert.Equal(2, verdict.KeyIds.Count);
    }

    [Fact]
    public async Task Example_InAnotherLanguage_FindsTheSame()
    {
        SkipWithoutNode();
        var bundle = await ProofAsync(await CompleteAsync());
        var (file, changed, keys) = (Path.Combine(Folder, "proof.json"), Path.Combine(Folder, "changed.json"), Path.Combine(Folder, "keys.json"));
        await File.WriteAllTextAsync(file, bundle.GetRawText());
        await File.WriteAllTextAsync(keys, JsonSerializer.Serialize(await KeysAsync(), ContractsJson.Default.JsonWebKeySet));
        var proof = JsonObject.Create(bundle)!.DeepClone().AsObject();
        proof["receipts"]!.AsArray().RemoveAt(1);
        await File.WriteAllTextAsync(changed, (await SealAnewAsync(proof)).GetRawText());

        var good = await RunExampleAsync(file, keys);
        var bad = await RunExampleAsync(changed, keys);

        Assert.True(good.ExitCode == 0, good.Text);
        Assert.Contains("What ran is what was approved", good.Text, StringComparison.Ordinal);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("other receipts", bad.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_InAnotherLanguage_ChecksDownloadedFiles()
    {
        SkipWithoutNode();
        var jobId = await CompleteSavingAsync();
        var (file, keys, downloads) = (Path.Combine(Folder, "proof.json"), Path.Combine(Folder, "keys.json"), Path.Combine(Folder, "downloads"));
        await File.WriteAllTextAsync(file, (await ProofAsync(jobId)).GetRawText());
        await File.WriteAllTextAsync(keys, JsonSerializer.Serialize(await KeysAsync(), ContractsJson.Default.JsonWebKeySet));
        Directory.CreateDirectory(downloads);
        await File.WriteAllBytesAsync(
            Path.Combine(downloads, "build.log"), await Api.Http.GetByteArrayAsync($"api/jobs/{jobId}/artifacts/build.log"));

        var good = await RunExampleAsync(file, keys, downloads);
        await File.AppendAllTextAsync(Path.Combine(downloads, "build.log"), "!");
        var bad = await RunExampleAsync(file, keys, downloads);

        Assert.True(good.ExitCode == 0, good.Text);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("'build.log' is not a file that a step saved", bad.Text, StringComparison.Ordinal);
    }

    private static bool IsProven(byte[] bytes, JsonWebKeySet keys, byte[] canonical)
    {
        try
        {
            var changed = JsonElement.Parse(bytes);

            // Another spelling of the same JSON is the same bundle: a number or an escape can be written in several ways.
            return ProofVerifier.Verify(changed, keys).IsProven && !CanonicalJson.Serialize(changed).AsSpan().SequenceEqual(canonical);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Seals with the server's own key, so that only what is inside can give the change away.</summary>
    private async Task<JsonElement> SealAnewAsync(JsonObject proof)
    {
        proof.Remove("seal");
        using var signer = Server.Proof.LocalSigner.Open(new(), new(Path.Combine(Data, "keys")));
        using var signatures = new Server.Proof.Signatures(signer);
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new ProofSeal(CanonicalJson.DigestOf(JsonSerializer.SerializeToElement(proof))), ContractsJson.Default.ProofSeal);
        proof["seal"] = await signatures.SignAsync(JwsTypes.Seal, payload, CancellationToken.None);
        return JsonSerializer.SerializeToElement(proof);
    }

    private static void SkipWithoutNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var version = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Assert.SkipUnless(version.StartsWith('v') && int.Parse(version[1..].Split('.')[0]) >= 20, $"Node is {version.Trim()}; the example needs 20.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node is not installed; the example in JavaScript is not run.");
        }
    }

    private static async Task<(int ExitCode, string Text)> RunExampleAsync(params string[] files)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.PathOf("examples", "verify-proof", "verify.mjs"));
        foreach (var file in files)
        {
            start.ArgumentList.Add(file);
        }

        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
        await node.WaitForExitAsync(patience.Token);
        return (node.ExitCode, await output + await error);
    }
}
