using System.Net;
using System.Text;
using Countersign.Client.Errors;
using Countersign.Client.Webhooks;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Webhooks;
using Countersign.Testing;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>Webhooks through the client, and what checks their signatures.</summary>
public sealed class WebhookTests
{
    private const string Secret = "a-secret-of-sixteen-or-more";

    [Theory]
    [InlineData("python")]
    [InlineData("typescript")]
    public async Task Example_TakesGenuineDeliveries_AndNoOthers(string language)
    {
        var example = await ExampleProgram.PrepareAsync(language, "receive-webhooks");
        await using var receiver = example.Start(("COUNTERSIGN_WEBHOOK_SECRET", Secret), "--port", "0");
        var address = new Uri((await receiver.WaitForAsync(line => line.StartsWith("Listening on ", StringComparison.Ordinal)))["Listening on ".Length..]);
        await using var host = new ReceivingHost(address);
        await host.InitializeAsync();
        await host.Client.Webhooks.CreateAsync(new WebhookRequest { Url = address.AbsoluteUri, Events = ["*"], Secret = Secret });

        var jobId = await host.HoldAsync(ClientHost.Inspection());
        await host.ApproveAsync(jobId);
        await receiver.WaitForAsync(line => line.EndsWith(" countersign.job.completion", StringComparison.Ordinal));

        var events = (await host.Client.Events.ReadAsync(jobId)).Events;
        Assert.Equal(events.Select(entry => $"{jobId}/{entry.Seq} countersign.job.{entry.Type}"), receiver.Lines.Skip(1));
        using var forger = new HttpClient();
        using var forged = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("""{"id": "forged", "type": "forged"}""") };
        forged.Headers.Add(WebhookSignature.Header, $"t={DateTimeOffset.UtcNow.ToUnixTimeSeconds()},v1={new string('0', 64)}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await forger.SendAsync(forged)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await forger.PostAsync(address, new StringContent("{}"))).StatusCode);
        Assert.DoesNotContain(receiver.Lines, line => line.Contains("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Webhook_IsSaved_Listed_Changed_SentToAgain_AndRemoved()
    {
        await using var receiver = new WebhookReceiver();
        await using var host = new ReceivingHost(new Uri(receiver.Url("/hook")));
        await host.InitializeAsync();
        var webhooks = host.Client.Webhooks;
        var saved = await webhooks.CreateAsync(new WebhookRequest { WebhookId = "hook", Url = receiver.Url("/hook"), Events = ["cancelled"] });
        var refused = await Assert.ThrowsAsync<CountersignException>(
            () => webhooks.CreateAsync(new WebhookRequest { Url = "http://127.0.0.1:9/", Events = ["*"] }));
        var job = await host.Client.Jobs.SubmitAsync(ClientHost.Inspection());
        await host.Client.Jobs.CancelAsync(job.JobId);
        await receiver.UntilAsync("/hook", ids => ids.Count == 1);

        var delivery = await DeliveredAsync(webhooks, "hook");
        await webhooks.RedeliverAsync("hook", delivery.DeliveryId);
        await receiver.UntilAsync("/hook", ids => ids.Count == 2);

        Assert.Equal(ErrorCodes.TargetNotAllowed, refused.Code);
        Assert.Equal((job.JobId, "cancelled"), (delivery.JobId, delivery.Type));
        Assert.All(
            receiver.Requests("/hook"),
            request => Assert.True(WebhookSignature.IsGenuine(
                saved.Secret!, request.Header(WebhookSignature.Header), Encoding.UTF8.GetBytes(request.Body))));
        Assert.Equal(["hook"], await webhooks.ListAsync("hook").Select(webhook => webhook.WebhookId).ToListAsync());
        Assert.False((await webhooks.UpdateAsync("hook", new WebhookRequest { Enabled = false })).Enabled);
        Assert.Null((await webhooks.GetAsync("hook")).Secret);
        await webhooks.DeleteAsync("hook");
        Assert.Empty(await webhooks.ListAsync().ToListAsync());
    }

    /// <summary>The first delivery, once the server has noted that it arrived, which it does after the receiver has it.</summary>
    private static async Task<WebhookDelivery> DeliveredAsync(WebhooksClient webhooks, string webhookId)
    {
        using var patience = new CancellationTokenSource(ClientHost.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await webhooks.DeliveriesAsync(webhookId, [WebhookDeliveryStatus.Delivered]).FirstOrDefaultAsync() is { } delivery)
            {
                return delivery;
            }

            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                var others = await webhooks.DeliveriesAsync(webhookId).Select(other => $"{other.Type} {other.Status}").ToListAsync();
                Assert.Fail($"Nothing was delivered to '{webhookId}'; there was: {string.Join(", ", others)}.");
            }
        }
    }

    [Theory]
    [InlineData("", 0, true)]
    [InlineData("", 300, true)]
    [InlineData("", 301, false)]
    [InlineData("", -301, false)]
    [InlineData("body", 0, false)]
    [InlineData("secret", 0, false)]
    [InlineData("cut", 0, false)]
    [InlineData("absent", 0, false)]
    [InlineData("malformed", 0, false)]
    public void Signature_IsGenuine_OnlyAsItWasMade(string changed, int secondsLate, bool isGenuine)
    {
        // Made once with openssl: printf '1893456000.{"id":"a"}' | openssl dgst -sha256 -hmac a-secret-of-sixteen-or-more
        const string Signature = "3c564f46310d03b768460e7c565154991e6e1e7c6e92c9265512112c0f5e48c6";
        var clock = new VirtualClock(DateTimeOffset.FromUnixTimeSeconds(1893456000 + secondsLate));
        var header = changed switch
        {
            "cut" => $"t=1893456000,v1={Signature[..^1]}",
            "absent" => null,
            "malformed" => "t=,v1",
            _ => $"t=1893456000,v1={Signature}",
        };

        Assert.Equal(isGenuine, WebhookSignature.IsGenuine(
            changed == "secret" ? "another-secret-of-sixteen" : Secret, header, changed == "body" ? """{"id":"b"}"""u8 : """{"id":"a"}"""u8, clock));
    }
}
