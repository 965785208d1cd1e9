# escape=`
FROM windows AS base
RUN dir c:\ `
  && echo done
RUN <<EOF
echo one
echo "two" # three
EOF
COPY <<-"ONE" <<TWO /to/
	first \
	ONE
second
TWO
RUN python <<END && echo after
#!/usr/bin/env python
print("x")
END
RUN echo "a << b"
WORKDIR C:\app
