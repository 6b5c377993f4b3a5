"""Charts: values in, Plotly figures or small pieces of HTML out; `theme` holds every colour."""
