using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace GitSwarm.TestKit;

/// <summary>Runs <c>git http-backend</c> for a request, by the rules of CGI (RFC 3875).</summary>
internal sealed class GitBackend(ServerFolder folder) : IDisposable
{
    private readonly HashSet<Process> running = [];
    private readonly ConcurrentQueue<string> notes = new();
    private bool isDisposed;

    private readonly string log = folder.In("http.log");

    /// <summary>What the programs wrote to their standard error, and the notes.</summary>
    internal string Log => (File.Exists(log) ? File.ReadAllText(log) : "") + string.Join('\n', notes);

    /// <summary>Adds a line to the log.</summary>
    internal void Note(string text) => notes.Enqueue(text);

    /// <summary>Answers one request.</summary>
    /// <returns>Whether the connection may be used for another one.</returns>
    internal bool Answer(HttpRequest request, string user, Stream wire)
    {
        using var process = Start(request, user);
        var hasAll = false;
        // Both directions at once: the program may answer before it has read everything.
        var feeder = new Thread(() => hasAll = Feed(request.Body, process)) { IsBackground = true, Name = "HTTP body" };
        feeder.Start();
        try
        {
            new CgiAnswer(process.StandardOutput.BaseStream).CopyTo(wire);
        }
        finally
        {
            Stop(process);
            feeder.Join();
            lock (running)
            {
                running.Remove(process);
            }
        }
        return hasAll;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (running)
        {
            isDisposed = true;
            foreach (var process in running)
            {
                Stop(process);
            }
        }
        MarkedProcesses.Kill(folder.Mark);
    }

    private Process Start(HttpRequest request, string user)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        string[] arguments = ["-c", "exec \"$0\" 2>>\"$1\"", Path.Combine(folder.Programs, "git-http-backend"), log];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment.Clear();
        foreach (var (name, value) in folder.Variables.Concat(Variables(request, user)))
        {
            start.Environment[name] = value;
        }
        lock (running)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var process = Process.Start(start) ?? throw new InvalidOperationException("cannot start git http-backend");
            running.Add(process);
            return process;
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Variables(HttpRequest request, string user)
    {
        foreach (var (name, value) in request.Headers.Where(header => header.Key != "Authorization"))
        {
            yield return new("HTTP_" + name.ToUpperInvariant().Replace('-', '_'), value);
        }
        if (request.Body.Length is { } length)
        {
            yield return new("CONTENT_LENGTH", length.ToString(CultureInfo.InvariantCulture));
        }
        yield return new("CONTENT_TYPE", request.Header("Content-Type"));
        yield return new("GATEWAY_INTERFACE", "CGI/1.1");
        yield return new("GIT_HTTP_EXPORT_ALL", "1");
        yield return new("GIT_PROJECT_ROOT", folder.Path);
        yield return new("GIT_PROTOCOL", request.Header("Git-Protocol"));
        yield return new("PATH_INFO", request.Path);
        yield return new("QUERY_STRING", request.Query);
        yield return new("REMOTE_ADDR", "127.0.0.1");
        yield return new("REMOTE_USER", user);
        yield return new("REQUEST_METHOD", request.Method);
        yield return new("SERVER_PROTOCOL", "HTTP/1.1");
    }

    private bool Feed(RequestBody body, Process process)
    {
        try
        {
            body.CopyTo(process.StandardInput.BaseStream);
            process.StandardInput.Close();
            return true;
        }
        catch (Exception e)
        {
            // The client went away. What it sent until then is not all, so the program must not take it for that.
            Note(e.Message);
            Stop(process);
            return false;
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is AggregateException or InvalidOperationException or Win32Exception)
        {
            // It ended meanwhile.
        }
    }
}
