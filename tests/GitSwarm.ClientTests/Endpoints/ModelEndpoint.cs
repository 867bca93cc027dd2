using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>Stands in for a vendor's model on the loopback interface: records what it is asked, answers by script.</summary>
internal sealed class ModelEndpoint : IDisposable
{
    // An error as each of the vendors has it, in one.
    private const string Failure =
        $$$"""{"type":"error","error":{"type":"invalid_request_error","code":400,"status":"INVALID_ARGUMENT","message":"{{{Reply.FailureText}}}"}}""";

    private readonly ModelApi api;
    private readonly HttpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock mutex = new();
    private readonly Dictionary<string, Reply[]> scripts = new(StringComparer.Ordinal);
    private readonly List<ModelRequest> requests = [];
    private readonly List<string> unknown = [];
    private TaskCompletionSource changed = NewSignal();
    private int answered;

    internal ModelEndpoint(ModelApi api)
    {
        this.api = api;
        (listener, Port) = Listen();
        _ = Task.Run(Serve);
    }

    /// <summary>Where clients reach it, at 127.0.0.1.</summary>
    internal int Port { get; }

    /// <summary>Requests that could not be answered, and why.</summary>
    internal IReadOnlyList<string> Unknown
    {
        get
        {
            lock (mutex)
            {
                return [.. unknown];
            }
        }
    }

    /// <summary>Says how a conversation goes; when it is at its end, the model says "done".</summary>
    internal void Script(string name, params Reply[] replies)
    {
        lock (mutex)
        {
            scripts[name] = replies;
        }
    }

    /// <summary>What was asked so far, in the order it came.</summary>
    internal IReadOnlyList<ModelRequest> Requests(string script = ModelApi.Main)
    {
        lock (mutex)
        {
            return [.. requests.Where(r => r.Script == script)];
        }
    }

    /// <summary>Completes when there are so many requests.</summary>
    internal async Task<ModelRequest> Request(int number, string script, CancellationToken cancel)
    {
        while (true)
        {
            Task next;
            lock (mutex)
            {
                next = changed.Task;
                if (requests.Where(r => r.Script == script).ElementAtOrDefault(number - 1) is { } request)
                {
                    return request;
                }
            }
            await next.WaitAsync(cancel);
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Close();
        stop.Dispose();
    }

    // HttpListener cannot choose a port itself; between our choice and its start another process may take it.
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            var started = new HttpListener();
            started.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                started.Start();
                return (started, port);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                started.Close();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => Answer(context));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed: the test is over.
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(stop.Token);
            if (context.Request.HttpMethod == "POST" && api.IsTurn(path))
            {
                var request = api.Read(JsonSerializer.Deserialize<JsonElement>(body));
                var reply = Record(request);
                await reply.Until.WaitAsync(stop.Token);
                if (reply.Status != 200)
                {
                    await Send(context.Response, reply.Status, "application/json", Failure);
                    return;
                }
                await Send(context.Response, 200, "text/event-stream", api.Stream(reply, Interlocked.Increment(ref answered)));
                return;
            }
            var other = api.Other(path);
            if (other is null)
            {
                Note($"{context.Request.HttpMethod} {path}");
            }
            await Send(context.Response, other is null ? 404 : 200, "application/json", other ?? """{"error":{"message":"unknown"}}""");
        }
        catch (Exception e) when (e is OperationCanceledException or HttpListenerException or IOException or ObjectDisposedException)
        {
            // The test is over, or the client went away, as one that is killed does.
        }
        catch (Exception e)
        {
            // A request that is not as we know them; a test that waits for more says so.
            Note($"{context.Request.Url}: {e.Message}");
            context.Response.Abort();
        }
    }

    private void Note(string what)
    {
        lock (mutex)
        {
            unknown.Add(what);
        }
    }

    private Reply Record(ModelRequest request)
    {
        lock (mutex)
        {
            requests.Add(request);
            changed.TrySetResult();
            changed = NewSignal();
            return scripts.GetValueOrDefault(request.Script)?.ElementAtOrDefault(request.Turn) ?? Reply.Say("done");
        }
    }

    private async Task Send(HttpListenerResponse response, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes, stop.Token);
        response.Close();
    }
}
